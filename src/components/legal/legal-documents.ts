/** The legal pages, by the name in their address, in the sequence they are listed in. */
export const legalDocuments = ['terms', 'withdrawal', 'refunds', 'privacy', 'imprint'] as const;
export type LegalDocument = (typeof legalDocuments)[number];
