/** The wordmark: two lights and the name, a link to the shop's first page. */
export function Mark({ href }: { href: string }) {
  return (
    <a className="mark" href={href}>
      <svg viewBox="0 0 22 22" aria-hidden="true">
        <rect x="3" y="4" width="5" height="14" rx="2.5" fill="currentColor" />
        <rect x="14" y="4" width="5" height="14" rx="2.5" fill="currentColor" />
      </svg>
      Rolitt
    </a>
  );
}
