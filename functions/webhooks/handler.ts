// The AWS end of what others push: API Gateway's event in, its answer out.
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createSourceNotices } from '../../shared/connectors/source-notice-registry.ts';
import { createAwsHost } from '../../shared/host/aws/aws-host.ts';
import { systemClock } from '../../shared/host/aws/clock.ts';
import { readEnvironment } from '../../shared/host/aws/environment.ts';
import { hubSpotNoticeParts } from '../../shared/host/aws/hubspot.ts';
import { ledgerNoticesOf } from '../../shared/host/aws/ledger-notices.ts';
import { createSecretReader } from '../../shared/host/aws/secrets.ts';
import { requestOf, resultOf } from '../http/api-gateway.ts';
import { serve } from '../http/serve.ts';
import { rememberBriefly } from './remember.ts';
import { WEBHOOK_ROUTES } from './routes.ts';

const environment = readEnvironment();
const secret = createSecretReader(systemClock);
const notices = ledgerNoticesOf(environment, secret);
const sourceNotices = createSourceNotices({ hubspot: hubSpotNoticeParts(environment, secret) });
const aws = createAwsHost({ environment, secret, notices, sourceNotices });
const host = { ...aws, connections: rememberBriefly(aws.connections, aws.clock) };

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
  resultOf(await serve(WEBHOOK_ROUTES, host, requestOf(event)));
