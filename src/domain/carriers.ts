/** Carriers whose tracking page can be opened at a parcel, by the names they are written with. */
const trackingPages: Readonly<Record<string, { name: string; page: (number: string) => string }>> = {
  dhl: { name: 'DHL', page: (number) => `https://www.dhl.com/en/express/tracking.html?AWB=${number}` },
  ups: { name: 'UPS', page: (number) => `https://www.ups.com/track?tracknum=${number}` },
  fedex: { name: 'FedEx', page: (number) => `https://www.fedex.com/fedextrack/?trknbr=${number}` },
  usps: {
    name: 'USPS',
    page: (number) => `https://tools.usps.com/go/TrackConfirmAction?tLabels=${number}`,
  },
  dpd: { name: 'DPD', page: (number) => `https://tracking.dpd.de/status/en_US/parcel/${number}` },
  gls: { name: 'GLS', page: (number) => `https://gls-group.eu/track/${number}` },
  sfexpress: {
    name: 'SF Express',
    page: (number) => `https://www.sf-express.com/we/ow/chn/en/waybill/waybill-detail/${number}`,
  },
  japanpost: {
    name: 'Japan Post',
    page: (number) =>
      `https://trackings.post.japanpost.jp/services/srv/search/?requestNo1=${number}&locale=en`,
  },
  yamato: {
    name: 'Yamato',
    page: (number) => `https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number00=1&number01=${number}`,
  },
  royalmail: {
    name: 'Royal Mail',
    page: (number) => `https://www.royalmail.com/track-your-item#/tracking-results/${number}`,
  },
  correos: {
    name: 'Correos',
    page: (number) => `https://www.correos.es/es/en/tools/tracker/items/details?tracking-number=${number}`,
  },
};

export type Parcel = {
  readonly carrier: string | null;
  readonly number: string;
  /** Where the parcel can be followed; null for carriers we do not know. */
  readonly url: string | null;
};

/** A parcel as its buyer can follow it. */
export function parcelOf(carrier: string | null, number: string): Parcel {
  const key = (carrier ?? '').toLowerCase().replace(/[^a-z]/g, '');
  const known = Object.hasOwn(trackingPages, key) ? trackingPages[key] : undefined;
  const spaceless = number.replace(/\s+/g, '');
  const url = known && /^[\w-]{4,40}$/.test(spaceless) ? known.page(encodeURIComponent(spaceless)) : null;
  return { carrier: known?.name ?? carrier, number, url };
}
