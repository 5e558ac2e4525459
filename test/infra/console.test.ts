// The console's delivery and who may come in: private files, the strictest policy, one origin, and people with a second factor.
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { WAY } from '../../infra/console.ts';
import { contentPolicy } from '../../infra/console-headers.ts';
import { ROLES } from '../../shared/core/roles.ts';
import { ledgerlane, templateOf } from './template.ts';

const template = templateOf(ledgerlane());
const one = (type: string) => {
  const [found, ...more] = template.ofType(type);
  if (found === undefined || more.length > 0) throw new Error(`not one ${type}`);
  return found.Properties;
};

describe('the files', () => {
  test('are in a bucket that nobody reads but CloudFront', () => {
    expect(one('AWS::S3::Bucket')).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(one('AWS::S3::Bucket')).not.toHaveProperty('WebsiteConfiguration');
    expect(one('AWS::CloudFront::OriginAccessControl')).toMatchObject({
      OriginAccessControlConfig: { OriginAccessControlOriginType: 's3', SigningBehavior: 'always' },
    });
    const policy = JSON.stringify(one('AWS::S3::BucketPolicy'));
    expect(policy).toContain('cloudfront.amazonaws.com');
    expect(policy).not.toContain('"Principal":"*"');
  });

  test('come with the strictest policy: no script or style but our own, no frame, no other place to send to', () => {
    const headers = JSON.stringify(one('AWS::CloudFront::ResponseHeadersPolicy'));
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(headers).toContain(part);
    expect(headers).toContain('cognito-idp.');
    expect(contentPolicy([])).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
    expect(one('AWS::CloudFront::ResponseHeadersPolicy')).toMatchObject({
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true },
          FrameOptions: { FrameOption: 'DENY' },
          ReferrerPolicy: { ReferrerPolicy: 'no-referrer' },
        },
      },
    });
  });
});

describe('one origin', () => {
  const Config = z.object({
    DistributionConfig: z.object({
      DefaultCacheBehavior: z.object({ ViewerProtocolPolicy: z.string() }),
      CacheBehaviors: z.array(z.object({ PathPattern: z.string(), CachePolicyId: z.string() })),
    }),
  });
  const { DistributionConfig } = Config.parse(one('AWS::CloudFront::Distribution'));

  test('has the API behind /api and the sign-in behind /config.json, and keeps nothing of them', () => {
    const uncached = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'; // AWS's own policy CachingDisabled
    expect(DistributionConfig.CacheBehaviors).toEqual([
      { PathPattern: '/api/*', CachePolicyId: uncached },
      { PathPattern: '/config.json', CachePolicyId: uncached },
    ]);
    expect(DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
  });

  test.each([
    ['/', '/index.html'],
    ['/connections/demo/records', '/index.html'],
    ['/signed-in', '/index.html'],
    ['/assets/index-4f2a.js', '/assets/index-4f2a.js'],
    ['/icon.svg', '/icon.svg'],
    ['/api/v1/connections/demo', '/v1/connections/demo'],
    ['/api/v1/connections/demo/records/invoice/a.b', '/v1/connections/demo/records/invoice/a.b'],
    ['/config.json', '/v1/sign-in'],
  ])('%s is asked for as %s', (uri, expected) => {
    const result: unknown = runInNewContext(`${WAY}; handler({ request: { uri: ${JSON.stringify(uri)} } })`);
    expect(result).toEqual({ uri: expected });
  });
});

describe('people', () => {
  test('have an authenticator and a long password, and are made by an admin', () => {
    expect(one('AWS::Cognito::UserPool')).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
    });
  });

  test('are in groups that are the roles', () => {
    const groups = template
      .ofType('AWS::Cognito::UserPoolGroup')
      .map(({ Properties }) => Properties['GroupName']);
    expect(groups.sort()).toEqual([...ROLES].sort());
  });

  test('come in by a code with PKCE: the client has no secret, and no other flow', () => {
    const client = one('AWS::Cognito::UserPoolClient');
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      PreventUserExistenceErrors: 'ENABLED',
    });
    expect(JSON.stringify(client['CallbackURLs'])).toContain('/signed-in');
  });
});
