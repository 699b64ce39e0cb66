const methods = [
  'BatchGetDocuments',
  'BeginTransaction',
  'Commit',
  'Rollback',
  'RunQuery',
  'RunAggregationQuery',
];

/** Settings that end every question to the server in time, in the words the library takes: https://github.com/googleapis/gax-nodejs/blob/main/client-libraries.md */
export function givingUpAfter(patienceMs: number): object {
  const patience = {
    ...{ initial_retry_delay_millis: 100, retry_delay_multiplier: 1.3, max_retry_delay_millis: patienceMs },
    ...{
      initial_rpc_timeout_millis: patienceMs,
      rpc_timeout_multiplier: 1,
      max_rpc_timeout_millis: patienceMs,
    },
    total_timeout_millis: patienceMs,
  };
  const method = { timeout_millis: patienceMs, retry_params_name: 'patience' };
  const ours = {
    retry_params: { patience },
    methods: Object.fromEntries(methods.map((name) => [name, method])),
  };
  return { interfaces: { 'google.firestore.v1.Firestore': ours } };
}
