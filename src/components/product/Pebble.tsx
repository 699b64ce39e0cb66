/** The companion as a drawn swatch; its shell takes the colour of the nearest `data-colour`. */
export function Pebble() {
  return (
    <svg className="peb" viewBox="0 0 100 100" aria-hidden="true">
      <path className="body" d="M50 4c23 0 43 25 43 55 0 25-17 37-43 37S7 84 7 59C7 29 27 4 50 4Z" />
      <rect className="glass" x="19" y="30" width="62" height="42" rx="21" />
      <rect className="eye" x="35" y="43" width="8" height="17" rx="4" />
      <rect className="eye" x="57" y="43" width="8" height="17" rx="4" />
    </svg>
  );
}
