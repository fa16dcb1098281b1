// What an app adds to its bundle, minified by esbuild and gzipped, frameworks apart. `npm run size` says how it stands.
//
// What weighs what, kB:
//   12.2  xstate: its interpreter, assign and fromPromise
//    4.4  the chart, 0.9 of it the descriptions that its picture and inspectors show, 0.3 messages
//    1.9  view, commands, fresh tokens, hints of the page, the hook
//   18.5  React; without the descriptions it would be 17.6
//    8.2  oauth4webapi: 1.4 of it the signatures of ID tokens, 0.5 private_key_jwt, 0.5 userinfo
//    3.6  ofetch, with ufo and destr
//   11.2  our services, 1.6 of it messages: the requests, what real servers get wrong, keys, masked secrets, clean-up; and the clock that they wait by
//   41.5  React with the OAuth services; 24 of it are the three libraries
const entry = (name, imports, limit) => ({ name, import: imports, limit, gzip: true, ignore: ['react', 'vue'] })
const dist = (name, file = 'index') => `packages/${name}/dist/${file}.js`

export default [
  entry('the chart', { [dist('machine')]: '{ createDeviceFlowMachine }' }, '16.75 kB'),
  entry('React', { [dist('react')]: '{ useDeviceFlow }' }, '18.7 kB'),
  entry('React, all of it', { [dist('react')]: '*' }, '19 kB'),
  entry('Vue', { [dist('vue')]: '{ useDeviceFlow }' }, '18.75 kB'),
  entry(
    'React with the OAuth services',
    { [dist('react')]: '{ useDeviceFlow }', [dist('oauth')]: '{ createOAuthServices }' },
    '41.9 kB',
  ),
]
