// What an app adds to its bundle, minified by esbuild and gzipped, frameworks apart. `npm run size` says how it stands.
//
// What weighs what, kB:
//   12.2  xstate: its interpreter, assign and fromPromise
//    1.2  @xstate/react, 1.0 of it use-sync-external-store
//    5.5  the chart, 0.6 of it messages, 0.6 the check of what is kept, 0.4 two clocks; its descriptions, 1.1, are in the builds for Node and for
//         development alone
//    2.4  view, commands, fresh tokens, hints of the page, detached and hydrated logins, the hook
//   21.5  React
//    8.1  oauth4webapi: 1.4 of it the signatures of ID tokens, 0.5 private_key_jwt, 0.5 userinfo
//    3.6  ofetch, with ufo and destr
//   19.4  our services: the requests and what real servers get wrong; the server's words, quoted and free of secrets; options checked by name and
//         type; metadata that ages, and endpoints, keys and algorithms that move; keys, time and HMAC of ID tokens; clean-up; and the clock that they wait by
//   52.9  React with the OAuth services; 25 of it are the four libraries
const entry = (name, imports, limit) => ({ name, import: imports, limit, gzip: true, ignore: ['react', 'vue'] })
const dist = (name, file = 'index') => `packages/${name}/dist/${file}.js`

export default [
  entry('the chart', { [dist('machine', 'lean/index')]: '{ createDeviceFlowMachine }' }, '18.2 kB'),
  entry('React', { [dist('react')]: '{ useDeviceFlow }' }, '21.6 kB'),
  entry('React, all of it', { [dist('react')]: '*' }, '21.9 kB'),
  entry('Vue', { [dist('vue')]: '{ useDeviceFlow }' }, '20.7 kB'),
  entry(
    'React with the OAuth services',
    { [dist('react')]: '{ useDeviceFlow }', [dist('oauth')]: '{ createOAuthServices }' },
    '53 kB',
  ),
]
