package cairn.rpc.rest;

/** What is behind a path. Called by many threads at once. */
interface Resource {
  Answer answer(RestRequest request) throws RestException, InterruptedException;
}
