// What people are told by themselves: at once of what must not wait, and each morning of what stands.
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** Whom to tell is the operator's choice: he subscribes addresses to this topic, once. */
export const makeNotifications = (scope: Construct, bus: EventBus, { tellAbove }: Settings): Topic => {
  const topic = new Topic(scope, 'News', { enforceSSL: true });
  // The sentence alone: the event around it is for machines.
  const targets = [new SnsTopic(topic, { message: RuleTargetInput.fromEventPath('$.detail.says') })];
  const rule = (id: string, description: string, pattern: ConstructorParameters<typeof Rule>[2]): Rule =>
    new Rule(scope, id, { description, eventBus: bus, targets, ...pattern });
  const source = ['ledgerlane'];
  rule('NewsAtOnce', 'Writes of unknown outcome and companies that are cut off', {
    eventPattern: {
      source,
      detailType: ['record.uncertain', 'connection.disconnected', 'connection.reauth_required'],
      detail: { says: Match.exists() },
    },
  });
  rule('NewsOfMoney', 'Failures that much money hangs on', {
    eventPattern: {
      source,
      detailType: ['record.failed'],
      detail: { says: Match.exists(), units: Match.greaterThanOrEqual(tellAbove) },
    },
  });
  rule('NewsOfTheDay', 'The daily digest', { eventPattern: { source, detailType: ['digest.daily'] } });
  return topic;
};
