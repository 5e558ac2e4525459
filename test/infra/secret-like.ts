// What a secret looks like when it has slipped into something that is deployed.
export const SECRET_LIKE = [
  /AKIA[0-9A-Z]{16}/, // an access key of AWS
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/]/,
  /"SecretString"\s*:\s*"/, // a secret's value in a template (the SDK's own code knows the word alone)
  /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./, // a signed token
  /resolve:secretsmanager/, // a secret pulled into a property, and from there into the console
];
