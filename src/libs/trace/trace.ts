/** The steps of the pipeline and what is asked of the outside; each is a span where spans are collected. */
export type StepName = 'verify' | 'load' | 'decide' | 'commit' | 'deliver' | 'provider';

/** Ids, kinds and codes to find something by: never secrets or personal data. */
export type TraceFacts = { readonly [name: string]: string | number | boolean | null | undefined };

export type RequestDoor = {
  /** What was entered by, such as `webhook` or `cron outbox`. */
  readonly door: string;
  /** Who asked goes on with this: https://www.w3.org/TR/trace-context/#traceparent-header */
  readonly traceparent: string | null;
};

/** Milliseconds of the request under way, and what is known of it. */
export type RequestFigures = {
  readonly facts: TraceFacts;
  readonly duration_ms: number;
  /** The part of it in which somebody outside was being waited for. */
  readonly provider_ms: number;
};

/** The thread through everything one request does, however many services it passes. Outside a request it only runs the work. */
export type Trace = {
  /** Runs one request: every log line written meanwhile bears its trace id. One inside another belongs to that one. */
  request<T>(entered: RequestDoor, work: () => Promise<T>): Promise<T>;
  /** Runs one step of it. A `provider` step counts as time of the outside. */
  step<T>(name: StepName, facts: TraceFacts, work: () => Promise<T>): Promise<T>;
  /** Runs a part of which what is noted concerns nothing else of the request. */
  apart<T>(work: () => Promise<T>): Promise<T>;
  /** Keeps facts for the lines that are still to come. */
  note(facts: TraceFacts): void;
  /** How the request under way stands; nothing but zeros outside of one. */
  figures(): RequestFigures;
};
