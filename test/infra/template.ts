// The synthesised stack as the tests read it: plain resources, intrinsic functions folded into readable names.
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
import { settingsFrom } from '../../infra/settings.ts';
import { LedgerlaneStack } from '../../infra/stack.ts';

export type Resource = z.infer<typeof Resource> & { readonly id: string };

/** Without bundles: what the template says does not depend on what the functions do. */
export const ledgerlane = (context: Readonly<Record<string, string>> = {}): LedgerlaneStack => {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [], ...context }, analyticsReporting: false });
  return new LedgerlaneStack(app, 'Ledgerlane', settingsFrom(app.node));
};

export const templateOf = (stack: LedgerlaneStack) => {
  const { Resources } = z
    .object({ Resources: z.record(z.string(), Resource) })
    .parse(Template.fromStack(stack).toJSON());
  const all = Object.entries(Resources).map(([id, resource]): Resource => ({ id, ...resource }));
  return {
    text: JSON.stringify(Template.fromStack(stack).toJSON()),
    ofType: (type: string): Resource[] => all.filter((resource) => resource.Type === type),
    /** The one whose construct has this id; CDK adds eight characters to it. */
    named: (type: string, name: string): Resource => {
      const found = all.filter((resource) => resource.Type === type && plainName(resource.id) === name);
      const [only] = found;
      if (only === undefined || found.length > 1)
        throw new Error(`${found.length} resources are ${type} ${name}`);
      return only;
    },
  };
};

/** `LinksTable3D7ED15B` is `LinksTable`. */
export const plainName = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** `{"Fn::GetAtt": ["LinksTable3D7ED15B", "Arn"]}` is `LinksTable`; joined parts are put together. */
export const plain = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const reference = Intrinsic.parse(value);
  if ('Ref' in reference) return plainName(reference.Ref);
  if ('Fn::GetAtt' in reference) return plainName(reference['Fn::GetAtt'][0]);
  return reference['Fn::Join'][1].map(plain).join(reference['Fn::Join'][0]);
};

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});
const Intrinsic = z.union([
  z.object({ Ref: z.string() }),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
]);
