// What happened, told to whoever wants to know: the domain events.
import { Aws, Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';

export const makeEventBus = (scope: Construct): EventBus => {
  // A fixed name: consumers in other stacks and accounts write it into their rules.
  const bus = new EventBus(scope, 'EventBus', { eventBusName: 'ledgerlane' });
  bus.archive('EventArchive', {
    description: 'Lets a consumer that was broken over a holiday replay what it missed.',
    eventPattern: { account: [Aws.ACCOUNT_ID] },
    retention: Duration.days(14), // as long as dead letters are kept: one deadline to remember
  });
  return bus;
};
