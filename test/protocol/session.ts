import { Client, type Options } from './client.ts';

/** Starts a server for the tests of a suite, each on a copy of its own, and ends it after each. */
export function eachWithServer(options: Options = {}): () => Client {
  let client: Client | undefined;
  beforeEach(async () => {
    client = await Client.start(options);
  });
  afterEach(async () => {
    await client?.stop();
    client = undefined;
  });
  return () => {
    if (client === undefined) throw new Error('There is a server during a test only');
    return client;
  };
}
