/** Who stands behind the shop and on which terms, as shoppers read it. The company is an example: put yours here. */
export const shop = {
  name: 'Rolitt',
  supportEmail: 'help@rolitt.example',
  company: {
    name: 'Rolitt Labs GmbH',
    /** One line, as on an envelope. */
    address: 'Beispielstrasse 1, 10115 Berlin, Germany',
    /** ISO 3166 code; its law governs the contract. */
    country: 'DE',
    representative: 'Mara Example',
    phone: '+49 30 0000000',
    register: 'Amtsgericht Charlottenburg, HRB 000000 B',
    vatId: 'DE000000000',
  },
  /** Days in which goods may be sent back; the law of many countries asks for 14 at least. */
  returnDays: 30,
  /** Raise the number with every change of the wording: it is kept on the order as what was agreed to. */
  newsText: 'marketing-1',
  /** The same for the question about statistics, which is asked where ANALYTICS_SCRIPT names a vendor's script. */
  analyticsText: 'analytics-1',
} as const;
