// The search box of the table: properties and free text, as tokens.
import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { CATEGORIES, KINDS, OWNERS, STATES } from '../data/shapes.ts';
import { text, textOf } from '../texts/text.ts';
import { type Operator, PROPERTIES, type Property, type Token } from './filter.ts';

interface SearchProps {
  readonly tokens: readonly Token[];
  readonly onChange: (tokens: readonly Token[]) => void;
  readonly found: string;
}

export function Search({ tokens, onChange, found }: SearchProps) {
  return (
    <div id="search">
      <PropertyFilter
        query={{ operation: 'and', tokens: tokens.map(shownToken) }}
        onChange={({ detail }) => onChange(detail.tokens.map(readToken))}
        filteringProperties={FILTERING}
        filteringOptions={OPTIONS}
        filteringPlaceholder={text('records.search')}
        filteringAriaLabel={text('records.search')}
        countText={found}
        hideOperations
        expandToViewport
      />
    </div>
  );
}

const shownToken = ({ property, operator, value }: Token): PropertyFilterProps.Token => ({
  ...(property === undefined ? {} : { propertyKey: property }),
  operator,
  value,
});

const OPERATORS: readonly Operator[] = [':', '!:', '>', '<'];

function readToken({ propertyKey, operator, value }: PropertyFilterProps.Token): Token {
  return {
    property: PROPERTIES.find((property) => property === propertyKey),
    operator: OPERATORS.find((known) => known === operator) ?? ':',
    value: String(value),
  };
}

/** The names are those of the line: `state:failed` can be typed as it is. */
const FILTERING = PROPERTIES.map((key): PropertyFilterProps.FilteringProperty => ({
  key,
  propertyLabel: key,
  groupValuesLabel: textOf('filter', key),
  operators: key === 'amount' ? ['>', '<', ':'] : [':', '!:'],
  defaultOperator: key === 'amount' ? '>' : ':',
}));

const VALUES: Readonly<Partial<Record<Property, readonly string[]>>> = {
  state: STATES,
  kind: KINDS,
  category: CATEGORIES,
  owner: OWNERS,
};

const OPTIONS = Object.entries(VALUES).flatMap(([propertyKey, values]) =>
  values.map((value) => ({ propertyKey, value })),
);
