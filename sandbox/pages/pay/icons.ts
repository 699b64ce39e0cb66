import { Html } from '#sandbox/pages/html.ts';

const icon = (size: number, shapes: string) =>
  new Html(`<svg viewBox="0 0 ${size} ${size}" aria-hidden="true">${shapes}</svg>`);

export const icons = {
  pay: icon(
    24,
    '<rect x="2" y="5" width="20" height="14" rx="2.5" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M2 10h20" stroke="currentColor" stroke-width="3"/>',
  ),
  decline: icon(
    16,
    '<path d="M8 1.2 15.4 14.6H.6z" fill="currentColor"/><path d="M8 6v4.2M8 11.6v1.4" stroke="var(--raised)" stroke-width="1.7"/>',
  ),
  delayed: icon(
    16,
    '<circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>',
  ),
  cancel: icon(
    16,
    '<path d="M6.5 3 2 7.5 6.5 12M2.3 7.5H10a4 4 0 0 1 4 4V13" fill="none" stroke="currentColor" stroke-width="1.8"/>',
  ),
};
