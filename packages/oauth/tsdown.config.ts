import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

/** What is loaded only when it is needed, or by those who name it; and types, which are no code. */
const LATER = [
  /\.d\.ts$/,
  /\/oauth\/src\/profiles\/(?!members|codes|scopes)/,
  /\/oauth\/src\/http\/(?:undici-fetch|kept-connections|request-headers|certificate-trouble|proxy-trouble|why-unread)/,
  /\/oauth\/src\/(?:requests\/userinfo|errors\/(?:userinfo-refusal|refusal-in-context|device-authorization-refusal|endpoint-outside-issuer)|tokens\/(?:signature-problem|judge-sign-in)|server\/unusable-metadata)/,
  /\/untrusted\/src\/(?:auth-challenges|user-agent|hidden-status|fetch-once)|\/oauth\/package\.json/,
]

/** What a login needs once its code is shown: see services.ts. */
const AFTER_THE_CODE = [
  /\/oauth\/src\/requests\/(?!device-authorization|discover-with-retry|parameters|send-as-client|userinfo)/,
  /\/oauth\/src\/(?:errors\/wrong-token-endpoint|profiles\/(?:codes|scopes)|server\/(?:latest-metadata|kept-server|server-with))/,
  /\/oauth\/src\/tokens\/(?!id-token-support|signature-problem|judge-sign-in)/,
]

const isOf = (id: string, patterns: RegExp[]): boolean => patterns.some((pattern) => pattern.test(id))

/** What ofetch puts addresses together and reads JSON with, which http/transport.ts has it do nowhere: 2 kB that nobody would run. */
const withoutUnused = {
  name: 'without-unused',
  load: {
    filter: { id: /\/node_modules\/(?:destr|ufo)\// },
    handler: () => 'export const withBase = undefined, withQuery = undefined; export default undefined',
  },
}

// ofetch is a devDependency, and so bundled. By itself, it would have Node load a fetch for a Node that has none: 250 kB for one function.
const config = { ...base, platform: 'neutral', plugins: [withoutUnused] } as const

export default defineConfig([
  {
    ...config,
    entry: {
      index: 'src/index.ts',
      profiles: 'src/profiles/index.ts',
      'options-error': 'src/options/options-error.ts',
    },
    outputOptions: {
      codeSplitting: {
        groups: [
          // Who only tells it from other errors loads nothing else.
          { name: 'options-error', test: /\/options-error\.ts$/, priority: 2 },
          // All that a login needs first stays in one file, in its order: cut up between the entries, it weighs more.
          { name: 'login', test: (id) => !isOf(id, LATER) && !isOf(id, AFTER_THE_CODE), priority: 1 },
          { name: 'after-the-code', test: (id) => isOf(id, AFTER_THE_CODE) },
        ],
      },
    },
  },
  // By themselves: a chunk that others have, too, would make the first one larger, for everybody.
  { ...config, entry: { binding: 'src/binding/index.ts' }, clean: false },
  { ...config, entry: { lazy: 'src/lazy/index.ts' }, clean: false, deps: { neverBundle: ['@device-flow/oauth'] } },
  { ...config, entry: { dpop: 'src/dpop/index.ts' }, clean: false },
])
