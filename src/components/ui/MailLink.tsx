/** The support address, written out so that it can be copied as well as pressed. */
export function MailLink({ address }: { address: string }) {
  return <a href={`mailto:${address}`}>{address}</a>;
}
