import type { ReactNode } from 'react';

type FilterBarProps = {
  /** The address of the list; the fields become its query. */
  action: string;
  search: { label: string; value: string };
  /** Further fields: SelectFilter and plain inputs. */
  children?: ReactNode;
  /** What stands behind the button: a CsvLink, a link to another act. */
  acts?: ReactNode;
  /** What stays in the address although no field shows it, such as the saved view. */
  kept?: Readonly<Record<string, string>>;
};

/** Filters as a form that is sent by GET, so that each view is an address and works without scripts. */
export function FilterBar({ action, search, children, acts, kept = {} }: FilterBarProps) {
  return (
    <search>
      <form className="filt" method="get" action={action}>
        {Object.entries(kept).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input
          className="grow"
          type="search"
          name="q"
          aria-label={search.label}
          placeholder={search.label}
          defaultValue={search.value}
          data-search=""
        />
        {children}
        <button className="btn-c" type="submit">
          Filter
        </button>
        {acts}
      </form>
    </search>
  );
}

type SelectFilterProps = {
  name: string;
  label: string;
  value: string;
  /** What may be chosen, and how it reads; the empty value stands for any. */
  options: Readonly<Record<string, string>>;
};

export function SelectFilter({ name, label, value, options }: SelectFilterProps) {
  return (
    <select name={name} aria-label={label} defaultValue={value}>
      {Object.entries(options).map(([id, word]) => (
        <option key={id} value={id}>
          {word}
        </option>
      ))}
    </select>
  );
}
