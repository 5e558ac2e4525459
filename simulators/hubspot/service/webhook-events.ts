// Which webhook events a change of a record makes: one for each subscription it fits, in HubSpot's form.
import { kindOf, kindOfTypeId } from '../core/catalog.ts';
import type { Change } from '../core/types.ts';
import type { ServiceSettings, Subscription } from './settings.ts';

/** An event as it will stand in a POST, without its id and the number of the attempt. */
export type EventBody = Readonly<Record<string, string | number | boolean | readonly number[]>>;

/** HubSpot numbers subscriptions when they are made; here they are numbered in their order. */
const FIRST_SUBSCRIPTION = 2001;

const HAPPENINGS: Readonly<Partial<Record<Change['action'], string>>> = {
  create: 'creation',
  delete: 'deletion',
  restore: 'restore',
  merge: 'merge',
  privacyDelete: 'privacyDeletion',
  associate: 'associationChange',
  dissociate: 'associationChange',
};

/** The events of a change, in the order of the subscriptions. */
export function eventsOf(change: Change, settings: ServiceSettings): readonly EventBody[] {
  return settings.webhooks.subscriptions.flatMap((subscription, index) => {
    if (!subscription.active || !isAbout(subscription, change, settings)) return [];
    const common = frame(change, subscription, { settings, id: FIRST_SUBSCRIPTION + index });
    return bodies(change, subscription).map((body) => ({ ...common, ...body }));
  });
}

/** Whether a subscription is for the kind of this record. An association has two ends. */
function isAbout(subscription: Subscription, change: Change, { webhooks }: ServiceSettings): boolean {
  const { subscriptionType, objectType } = subscription;
  const [word = '', event] = subscriptionType.split('.');
  const wanted = kindOf(word === 'object' ? (objectType ?? '') : word)?.typeId;
  const isChange = change.action === 'create' || change.action === 'update';
  if (wanted === undefined) return false;
  if (event === 'propertyChange') return isChange && change.typeId === wanted;
  if (HAPPENINGS[change.action] !== event) return false;
  const other = webhooks.associationSides === 'both' ? change.link?.toTypeId : undefined;
  return change.typeId === wanted || other === wanted;
}

/** The part that differs by what happened: none, one, or for properties one at most. */
function bodies(change: Change, { subscriptionType, propertyName = '' }: Subscription): readonly EventBody[] {
  const objectId = Number(change.id);
  if (subscriptionType.endsWith('.propertyChange')) {
    const propertyValue = change.changed[propertyName];
    return propertyValue === undefined ? [] : [{ objectId, propertyName, propertyValue, isSensitive: false }];
  }
  switch (change.action) {
    case 'create':
      return [{ objectId, changeFlag: 'NEW' }];
    case 'delete':
      return [{ objectId, changeFlag: 'DELETED' }];
    case 'merge':
      return change.merge === undefined ? [] : [{ objectId, ...merged(change.merge) }];
    case 'associate':
    case 'dissociate':
      return change.link === undefined ? [] : [associated(change, change.link)];
    case 'restore':
    case 'privacyDelete':
      return [{ objectId }];
    case 'update':
    case 'install':
    case 'uninstall':
      return [];
  }
}

function merged({ primaryId, mergedIds, newId, moved }: NonNullable<Change['merge']>): EventBody {
  return {
    primaryObjectId: Number(primaryId),
    mergedObjectIds: mergedIds.map(Number),
    newObjectId: Number(newId),
    numberOfPropertiesMoved: moved,
  };
}

function associated(change: Change, link: NonNullable<Change['link']>): EventBody {
  const name = (typeId: string) => kindOfTypeId(typeId).name.toUpperCase();
  return {
    associationType: `${name(change.typeId)}_TO_${name(link.toTypeId)}`,
    associationTypeId: link.typeId,
    associationCategory: link.category,
    fromObjectId: Number(change.id),
    toObjectId: Number(link.toId),
    fromObjectTypeId: change.typeId,
    toObjectTypeId: link.toTypeId,
    associationRemoved: change.action === 'dissociate',
    isPrimaryAssociation: link.primary,
  };
}

function frame(
  change: Change,
  { subscriptionType }: Subscription,
  { settings, id }: { readonly settings: ServiceSettings; readonly id: number },
): EventBody {
  const { source, sourceId } = change.origin;
  return {
    subscriptionId: id,
    portalId: change.portalId,
    appId: settings.app.appId,
    occurredAt: change.at,
    [settings.webhooks.typeKey]: subscriptionType,
    // Only the generic form tells the type of the record.
    ...(subscriptionType.startsWith('object.') ? { objectTypeId: change.typeId } : {}),
    changeSource: source,
    sourceId,
  };
}
