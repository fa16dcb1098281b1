// What an app adds to its bundle, minified by esbuild and gzipped, frameworks apart. `npm run size` says how it stands.
//
// What weighs what, kB:
//   12.2  xstate: its interpreter, assign and fromPromise
//    1.2  @xstate/react, 1.0 of it use-sync-external-store
//    4.4  the chart, 0.4 of it messages, 0.6 the check of what is kept; its descriptions, 1.0, are in the builds for Node and for development alone
//    2.3  view, commands, fresh tokens, hints of the page, detached and hydrated logins, the hook
//   20.0  React
//    8.1  oauth4webapi: 1.4 of it the signatures of ID tokens, 0.5 private_key_jwt, 0.5 userinfo
//    3.6  ofetch, with ufo and destr
//   14.6  our services, 2.1 of it messages: the requests, what real servers get wrong, keys, masked secrets, clean-up; options checked by name and
//         type, 1.2; metadata that ages and endpoints that move, 0.8; and the clock that they wait by
//   45.5  React with the OAuth services; 25 of it are the four libraries
const entry = (name, imports, limit) => ({ name, import: imports, limit, gzip: true, ignore: ['react', 'vue'] })
const dist = (name, file = 'index') => `packages/${name}/dist/${file}.js`

export default [
  entry('the chart', { [dist('machine', 'lean/index')]: '{ createDeviceFlowMachine }' }, '18 kB'),
  entry('React', { [dist('react')]: '{ useDeviceFlow }' }, '21.4 kB'),
  entry('React, all of it', { [dist('react')]: '*' }, '21.7 kB'),
  entry('Vue', { [dist('vue')]: '{ useDeviceFlow }' }, '20.5 kB'),
  entry(
    'React with the OAuth services',
    { [dist('react')]: '{ useDeviceFlow }', [dist('oauth')]: '{ createOAuthServices }' },
    '52.2 kB',
  ),
]
