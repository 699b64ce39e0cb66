import { describe, expect, it } from 'vitest';
import { campaignIn, readCampaign, writeCampaign } from './campaign.ts';

const at = (query: string) => campaignIn('/zh', new URLSearchParams(query));

describe('the campaign of an address', () => {
  it('is its utm parts and the page it led to', () => {
    expect(at('utm_source=letter&utm_campaign=autumn&color=red&gclid=1')).toEqual({
      source: 'letter',
      campaign: 'autumn',
      landing_page: '/zh?color=red',
    });
  });

  it('is none where nothing is said of one', () => {
    expect(at('color=red&utm_source=&utm_other=x')).toBeNull();
  });

  it('comes back from the cookie as it was, clipped to what a form may carry', () => {
    const campaign = at(`utm_source=a%26b%3Dc&utm_term=${'x'.repeat(900)}`);
    expect(campaign?.term).toHaveLength(200);
    expect(readCampaign(writeCampaign(campaign ?? {}))).toEqual(campaign);
  });

  it.each(['', 'nonsense', 'landing_page=%2F', 'order_no=ROL-1'])(
    'is none in a cookie that says %j',
    (text) => {
      expect(readCampaign(text)).toBeNull();
    },
  );

  it('takes nothing else from a cookie somebody wrote', () => {
    expect(readCampaign('source=letter&order_no=ROL-1&__proto__=x')).toEqual({ source: 'letter' });
  });
});
