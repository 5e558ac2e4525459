// The console's delivery: its files in a private bucket, one origin for the page and the API, and the strictest policy on all of it.
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { contentPolicy, HSTS_SECONDS } from './console-headers.ts';

export type Console = { readonly bucket: Bucket; readonly distribution: Distribution; readonly url: string };

/** `connect` names where pages send requests beside their own origin. */
export const makeConsole = (scope: Construct, api: HttpApi, connect: readonly string[]): Console => {
  const bucket = new Bucket(scope, 'ConsoleFiles', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.DESTROY, // files of a build: npm run publish:console puts them back
  });
  const way = new EdgeFunction(scope, 'ConsoleWay', {
    comment: 'Takes /api off the way to the API, and shows the page at each of its own addresses',
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(WAY),
  });
  const common = {
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    functionAssociations: [{ function: way, eventType: FunctionEventType.VIEWER_REQUEST }],
  };
  const toApi = {
    ...common,
    origin: new HttpOrigin(`${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };
  const distribution = new Distribution(scope, 'Console', {
    comment: 'Ledgerlane: the operators’ console and the API behind it',
    defaultRootObject: 'index.html',
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    defaultBehavior: {
      ...common,
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      responseHeadersPolicy: headers(scope, connect),
      compress: true,
    },
    // The API sends its own headers, and nothing of it is kept.
    additionalBehaviors: { '/api/*': toApi, '/config.json': toApi },
  });
  return { bucket, distribution, url: `https://${distribution.distributionDomainName}` };
};

/** Runs at the edge for every request, after the behaviour was chosen. */
export const WAY = `function handler(event) {
  var request = event.request;
  var uri = request.uri;
  if (uri === '/config.json') request.uri = '/v1/sign-in';
  else if (uri.indexOf('/api/') === 0) request.uri = uri.slice(4);
  else if (uri.lastIndexOf('.') < uri.lastIndexOf('/')) request.uri = '/index.html';
  return request;
}`;

const headers = (scope: Construct, connect: readonly string[]): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'ConsoleHeaders', {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentPolicy(connect), override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(HSTS_SECONDS),
        includeSubdomains: true,
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
      ],
    },
  });
