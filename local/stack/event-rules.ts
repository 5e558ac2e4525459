// The rules of the template's event buses: which events go where.
import { z } from 'zod';
import { nameOfBus, type Rule } from '../emulators/event-bus.ts';
import { startFailure } from '../start-failure.ts';
import { type Names, resolveValue } from './resolve.ts';
import type { Template } from './template.ts';

export const readRules = (template: Template, names: Names): readonly Rule[] =>
  template.ofType('AWS::Events::Rule').flatMap(({ id, properties }) => {
    const rule = ruleSchema.parse(resolveValue(properties, names));
    if (rule.EventPattern === undefined || rule.State === 'DISABLED') return [];
    const changesInput = rule.Targets.some((target) => target.InputTransformer !== undefined);
    if (changesInput)
      throw startFailure(
        'not-emulated',
        `The rule ${id} transforms its input, which the local event bus does not.`,
      );
    const targets = rule.Targets.map(({ Arn, Input, InputPath }) => ({
      arn: Arn,
      ...(Input !== undefined && { input: Input }),
      ...(InputPath !== undefined && { path: InputPath }),
    }));
    return [{ busName: nameOfBus(rule.EventBusName), pattern: rule.EventPattern, targets }];
  });

const ruleSchema = z.object({
  EventBusName: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  State: z.string().default('ENABLED'),
  Targets: z
    .array(
      z.object({
        Arn: z.string(),
        Input: z.string().optional(),
        InputPath: z.string().startsWith('$.').optional(),
        InputTransformer: z.unknown().optional(),
      }),
    )
    .default([]),
});
