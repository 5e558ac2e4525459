// What each resource of the template is called on this machine, and what references to it become.
import { z } from 'zod';
import { secretArn } from '../emulators/secrets-manager.ts';
import { arn } from '../identity.ts';
import type { Names, PhysicalName } from './resolve.ts';
import type { Resource, Template } from './template.ts';

/** The host that CDK writes into the URL of an HTTP API; it stands for our own address. */
export const apiHost = 'https://local.execute-api.us-east-1.amazonaws.com';

/** Names every resource; queues get their real URLs, `queueUrl` says them, once they exist. */
export const nameResources = (template: Template, addresses: { sqs: string; api: string }): Names =>
  new Map(
    template.all.map((resource) => [resource.id, physicalName(template.stackName, resource, addresses)]),
  );

/** A logical id as a person would say it: without the eight characters of a hash that CDK appends. */
export const shortName = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

const physicalName = (
  stackName: string,
  resource: Resource,
  addresses: { sqs: string; api: string },
): PhysicalName => {
  const { id, type } = resource;
  const given = (property: string): string =>
    text.parse(resource.properties[property]) ?? `${stackName}-${id}`;
  switch (type) {
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable': {
      const name = given('TableName');
      return { ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } };
    }
    case 'AWS::SQS::Queue': {
      const name = queueName(stackName, resource);
      return {
        ref: `${addresses.sqs}/000000000000/${name}`,
        attributes: { Arn: arn('sqs', name), QueueName: name },
      };
    }
    case 'AWS::SecretsManager::Secret': {
      const secret = secretArn(given('Name'));
      return { ref: secret, attributes: { Id: secret } };
    }
    case 'AWS::Lambda::Function': {
      const name = given('FunctionName');
      return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
    }
    case 'AWS::Events::EventBus': {
      const name = given('Name');
      return { ref: name, attributes: { Name: name, Arn: arn('events', `event-bus/${name}`) } };
    }
    case 'AWS::SNS::Topic':
      return { ref: arn('sns', given('TopicName')), attributes: { TopicName: given('TopicName') } };
    case 'AWS::ApiGatewayV2::Api':
      return { ref: 'local', attributes: { ApiId: 'local', ApiEndpoint: addresses.api } };
    case 'AWS::Scheduler::Schedule':
      return {
        ref: given('Name'),
        attributes: { Arn: arn('scheduler', `schedule/default/${given('Name')}`) },
      };
    default:
      return { ref: id, attributes: {} };
  }
};

/** A FIFO queue's name must end in `.fifo`; CloudFormation sees to that when the template gives none, and so do we. */
const queueName = (stackName: string, { id, properties }: Resource): string => {
  const given = text.parse(properties['QueueName']);
  return given ?? `${stackName}-${id}${properties['FifoQueue'] === true ? '.fifo' : ''}`;
};

const text = z.string().optional().catch(undefined);
