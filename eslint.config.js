// The style of this codebase as a check: budgets, bans with their replacement, and no hidden clock or chance.
import tseslint from 'typescript-eslint';

const hiddenInputs = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Take the time from host.clock.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the time from host.clock.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Take chance from host.random.',
  },
  {
    selector: "MemberExpression[object.name='crypto'][property.name=/^random/]",
    message: 'Take chance from host.random.',
  },
  { selector: "CallExpression[callee.name='fetch']", message: 'Take the network from host.' },
  {
    selector: 'CallExpression[callee.name=/^set(Timeout|Interval|Immediate)$/]',
    message: 'Take waiting from host.clock.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Only the AWS host reads the environment.',
  },
];
const style = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
  {
    selector: 'ClassDeclaration[superClass=null]',
    message: 'Data over classes: use functions and readonly objects.',
  },
  {
    selector: "CallExpression[callee.name='parseFloat']",
    message: 'Money and quantities are decimal strings: shared/core/money.ts.',
  },
];
const money = [
  {
    selector: "MemberExpression[object.name='Number'][property.name='parseFloat']",
    message: 'Use shared/core/money.ts.',
  },
];

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'cdk.out',
      '.ledgerlane',
      '**/dist',
      'eslint.config.js',
      'console/src/api/schema.d.ts',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'max-depth': ['error', 4],
      'no-restricted-syntax': ['error', ...style, ...money],
      eqeqeq: 'error',
    },
  },
  {
    files: ['shared/**/*.ts', 'functions/**/*.ts', 'simulators/*/core/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...style, ...money, ...hiddenInputs] },
  },
  { files: ['shared/host/aws/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...style, ...money] } },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['infra/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...style.filter((s) => !s.selector.startsWith('ClassDeclaration'))],
    },
  },
  { files: ['*.config.ts', '*.config.js'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['**/*.mjs', '**/*.js'], ...tseslint.configs.disableTypeChecked },
);
