import { cookies } from 'next/headers';
import { campaignCookie, readCampaign } from '#domain/campaign.ts';

/** The campaign that led this browser to the shop some days ago at most; null where none did. */
export async function campaignOfVisit(): Promise<Readonly<Record<string, string>> | null> {
  return readCampaign((await cookies()).get(campaignCookie.name)?.value ?? '');
}
