// The CDK app: one stack, checked against the AWS Solutions rules on every synth.
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledge } from './acknowledgements.ts';
import { settingsFrom } from './settings.ts';
import { LedgerlaneStack } from './stack.ts';

const app = new App();
acknowledge(new LedgerlaneStack(app, 'Ledgerlane', settingsFrom(app.node)));
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
