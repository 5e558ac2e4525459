// The findings of cdk-nag that stay, each with its reason. What is not in this list fails the synth.
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AUTHENTICATION_REASONS, ROUTES } from './routes.ts';
import type { LedgerlaneStack } from './stack.ts';

export type Acknowledgement = {
  readonly rule: string;
  /** The ids on the way from the stack down to the construct. */
  readonly construct: readonly string[];
  readonly reason: string;
};

export const acknowledge = (stack: LedgerlaneStack): void => {
  for (const { rule, construct, reason } of ACKNOWLEDGEMENTS) {
    const found = construct.reduce<IConstruct>((parent, id) => parent.node.findChild(id), stack);
    Validations.of(found).acknowledge({ id: rule, reason });
  }
};

export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    rule: 'AwsSolutions-SMG4',
    construct: ['Keyring'],
    reason:
      'A new key is added beside the old one, which still opens what it sealed; replacing it would lose tokens.',
  },
  {
    rule: 'AwsSolutions-SMG4',
    construct: ['QuickbooksApp'],
    reason:
      'Intuit issues these values in its developer portal, which has no API that a rotation could call.',
  },
  {
    rule: 'AwsSolutions-SMG4',
    construct: ['SnelstartApp'],
    reason: 'SnelStart issues its key in its portal; no API that a rotation could call changes it.',
  },
  {
    rule: 'AwsSolutions-SMG4',
    construct: ['HubspotApp'],
    reason: 'HubSpot issues these values with the app; no API that a rotation could call changes them.',
  },
  {
    rule: 'AwsSolutions-SQS3',
    construct: ['MissedSweeps'],
    reason:
      'It is a dead letter queue itself, of the schedules and the function behind them; the rule sees only queues.',
  },
  ...ROUTES.map((route) => ({
    rule: 'AwsSolutions-APIG4',
    construct: ['HttpApi', `${route.method}${route.path}`],
    reason: AUTHENTICATION_REASONS[route.authentication],
  })),
];
