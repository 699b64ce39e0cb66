import { PaymentError } from './errors.ts';

/** Every role may do what the ones before it may: a viewer looks, an operator acts, an admin also erases and reconfigures. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Somebody who is signed in to the console, or the command line on somebody's behalf. */
export type Operator = {
  /** What the history calls them by: never an e-mail address. */
  readonly name: string;
  readonly role: Role;
};

/** Somebody asked for more than their role allows. */
export class NotAllowedError extends PaymentError {
  constructor(needed: Role) {
    super('not_allowed', `This needs the role ${needed}.`);
  }
}

export const mayAct = ({ role }: Operator, needed: Role): boolean =>
  roles.indexOf(role) >= roles.indexOf(needed);

/** Every service of the console begins with it, so that a door that forgets to ask lets nobody in. Throws NotAllowedError. */
export function demandRole(operator: Operator, needed: Role): void {
  if (!mayAct(operator, needed)) throw new NotAllowedError(needed);
}

/** What the history says who acted. */
export const actorOf = ({ name }: Operator): string => `operator:${name}`;
