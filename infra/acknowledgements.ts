// The findings of cdk-nag that stay, each with its reason. What is not in this file fails the synth.
import { Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { AUTHENTICATION_REASONS, ROUTES } from './routes.ts';
import type { Secrets } from './secrets.ts';

export type Acknowledged = { readonly api: HttpApi; readonly secrets: Secrets; readonly missedSweeps: Queue };

export const acknowledge = ({ api, secrets, missedSweeps }: Acknowledged): void => {
  for (const route of ROUTES) {
    Validations.of(api.node.findChild(`${route.method}${route.path}`)).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: AUTHENTICATION_REASONS[route.authentication],
    });
  }
  Validations.of(secrets.keyring).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'A new key is added beside the old one, which still opens what it sealed; replacing it would lose tokens.',
  });
  Validations.of(secrets.quickbooksApp).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Intuit issues these values in its developer portal, which has no API that a rotation could call.',
  });
  Validations.of(missedSweeps).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason:
      'It is a dead letter queue itself, of the schedules and the function behind them; the rule sees only queues.',
  });
};
