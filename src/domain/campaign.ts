/** The parts of a campaign as marketers name them; in an address and in a form each begins with `utm_`. */
export const campaignParts = ['source', 'medium', 'campaign', 'term', 'content'] as const;

/** Where a visitor came from: the parts of the campaign, and the page it led to as `landing_page`. Nothing about a person. */
export type Campaign = Readonly<Record<string, string>>;

const longestPart = 200;

/** What a browser remembers of the campaign it came with; it depends on the address alone, so that a shared cache may keep it. */
export const campaignCookie = { name: 'campaign', seconds: 7 * 86_400 } as const;

/** The campaign an address carries; null where it carries none. */
export function campaignIn(pathname: string, search: URLSearchParams): Campaign | null {
  const parts = campaignParts.flatMap((part) => {
    const value = search.get(`utm_${part}`)?.trim().slice(0, longestPart);
    return value ? [[part, value] as const] : [];
  });
  if (parts.length === 0) return null;
  const color = search.get('color') ?? '';
  const page = /^[a-z0-9-]+$/.test(color) ? `${pathname}?color=${color}` : pathname;
  return { ...Object.fromEntries(parts), landing_page: page.slice(0, longestPart) };
}

/** The campaign as text for the cookie. */
export const writeCampaign = (campaign: Campaign): string => new URLSearchParams(campaign).toString();

/** Reads the cookie back; only what is of our form, whoever wrote it. */
export function readCampaign(text: string): Campaign | null {
  const kept = new URLSearchParams(text.slice(0, 8 * longestPart));
  const names = [...campaignParts, 'landing_page'] as const;
  const parts = names.flatMap((name) => {
    const value = kept.get(name)?.slice(0, longestPart);
    return value ? [[name, value] as const] : [];
  });
  return parts.some(([name]) => name !== 'landing_page') ? Object.fromEntries(parts) : null;
}
