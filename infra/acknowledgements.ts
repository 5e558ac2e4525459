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
  {
    rule: 'AwsSolutions-COG8',
    construct: ['People'],
    reason:
      'A dozen people with authenticators, whose accounts an admin makes; the plus plan’s watch over strangers is for the many.',
  },
  {
    rule: 'AwsSolutions-S1',
    construct: ['ConsoleFiles'],
    reason:
      'It holds the files of a page that is the same for everybody; who reads them is no news, and only CloudFront can.',
  },
  {
    rule: 'AwsSolutions-CFR1',
    construct: ['Console'],
    reason: 'Bookkeepers travel. Who may see anything is decided by who signs in, not by where he is.',
  },
  {
    rule: 'AwsSolutions-CFR2',
    construct: ['Console'],
    reason:
      'The page is static and the API behind it is throttled and checks every token; a firewall costs more by the month than the rest.',
  },
  {
    rule: 'AwsSolutions-CFR3',
    construct: ['Console'],
    reason:
      'Its log would hold people’s addresses and the paths of records; the API logs every request by its route.',
  },
  {
    rule: 'AwsSolutions-CFR4',
    construct: ['Console'],
    reason:
      'Under CloudFront’s own name its certificate comes with its own policy; with a domain of the installation’s, TLS 1.2 is the least.',
  },
  ...ROUTES.map((route) => ({
    rule: 'AwsSolutions-APIG4',
    construct: ['HttpApi', `${route.method}${route.path}`],
    reason: AUTHENTICATION_REASONS[route.authentication],
  })),
];
