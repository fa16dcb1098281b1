// What an app adds to its bundle, minified by esbuild and gzipped, frameworks apart. `npm run size` says how it stands.
// Of the React path xstate's interpreter is 13.1 kB, the chart 4.5 kB (0.9 of it the descriptions that its picture and inspectors
// show), view, commands and hooks 2 kB.
const entry = (name, imports, limit) => ({ name, import: imports, limit, gzip: true, ignore: ['react', 'vue'] })
const dist = (name, file = 'index') => `packages/${name}/dist/${file}.js`

export default [
  entry('the chart', { [dist('machine')]: '{ createDeviceFlowMachine }' }, '17.8 kB'),
  entry('React', { [dist('react')]: '{ useDeviceFlow }' }, '19.8 kB'),
  entry('React, all of it', { [dist('react')]: '*' }, '20 kB'),
  entry('Vue', { [dist('vue')]: '{ useDeviceFlow }' }, '20 kB'),
  entry(
    'React with the OAuth services',
    { [dist('react')]: '{ useDeviceFlow }', [dist('oauth')]: '{ createOAuthServices }' },
    '42 kB',
  ),
]
