import type { Source } from '#sandbox/stripe/events.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import type { RequestName } from '#sandbox/stripe/request-types.ts';

/** One authenticated API request, read and checked; `account` is the secret key it came with. */
export type Call = Source & {
  ids: Readonly<Record<string, string>>;
  form: Form;
  path: string;
  account: string;
};

/** What answers a path; `schema` names the SDK's parameter type the form must fit. */
export type ApiEndpoint = { answer: (call: Call) => object | Promise<object>; schema?: RequestName };

/** An id of the path, such as `ids.id` of `/v1/prices/:id`. */
export const idOf = (call: Call, name = 'id'): string => call.ids[name] ?? '';
