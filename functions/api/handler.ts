// The AWS end of the API: API Gateway's event in, its answer out.
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createSources } from '../../shared/connectors/source-registry.ts';
import { createOperators } from '../../shared/host/aws/operators.ts';
import { createAwsHost } from '../../shared/host/aws/aws-host.ts';
import { systemClock } from '../../shared/host/aws/clock.ts';
import { needed, readEnvironment } from '../../shared/host/aws/environment.ts';
import { createEventPublisher } from '../../shared/host/aws/events.ts';
import { createLog } from '../../shared/host/aws/log.ts';
import { hubSpotParts } from '../../shared/host/aws/hubspot.ts';
import { ledgersOf } from '../../shared/host/aws/ledgers.ts';
import { createSecretReader } from '../../shared/host/aws/secrets.ts';
import { requestOf, resultOf } from '../http/api-gateway.ts';
import { serve } from '../http/serve.ts';
import { API_ROUTES } from './routes.ts';

const environment = readEnvironment();
const secret = createSecretReader(systemClock);
const host = createAwsHost({
  environment,
  secret,
  ledger: ledgersOf(environment, secret),
  source: createSources({ hubspot: hubSpotParts(environment, secret) }),
  operators: createOperators(environment, systemClock.now),
  publish: createEventPublisher({
    busName: needed(environment, 'EVENT_BUS_NAME'),
    log: createLog(systemClock),
  }),
});

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
  resultOf(await serve(API_ROUTES, host, requestOf(event)));
