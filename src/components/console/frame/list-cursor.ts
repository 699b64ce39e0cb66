/** Where the cursor of a list is: on the link of a row, as the browser's own focus. */
const links = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-row] a.rowlink')].filter(
    (link) => link.offsetParent !== null,
  );

/** Goes to the next row or the one before; from nowhere, to the row that is open or to the first. */
export function moveCursor(by: 1 | -1): void {
  const rows = links();
  const here = rows.indexOf(document.activeElement as HTMLElement);
  const open = rows.findIndex((link) => link.hasAttribute('aria-current'));
  const next = here >= 0 ? here + by : open >= 0 ? open + by : 0;
  const link = rows[Math.min(Math.max(next, 0), rows.length - 1)];
  link?.focus();
  link?.scrollIntoView({ block: 'nearest' });
}

/** Into the search field, with what is in it chosen. */
export function goToSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  field?.focus();
  field?.select();
}

/** Leaves a field, else closes the panel that is open. */
export function closeOne(): void {
  const here = document.activeElement;
  if (here instanceof HTMLElement && here.matches('input, select, textarea')) here.blur();
  else document.querySelector<HTMLElement>('[data-close]')?.click();
}

/** To where a replay is asked for; nothing is done by it. */
export function goToReplay(): void {
  const place = document.querySelector<HTMLElement>('[data-replay]');
  place?.scrollIntoView({ block: 'center' });
  if (place?.matches('a, summary')) place.click();
  else place?.focus();
}
