import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitepress'
import { publishedEntries } from '../api-entries.mjs'
import { chartPicture } from './chart-picture/plugin.ts'
import { gitHubSlug } from './github-slug.ts'
import { linkPages } from './links.ts'
import { packagePages, pageOf, providerPages, root } from './pages.ts'
import { groupLabelledBlocks } from './tabs.ts'

/** The mark of the family, in the page itself. */
const icon = `data:image/svg+xml,${encodeURIComponent(readFileSync(join(root, 'apps/tv/public/icon.svg'), 'utf8'))}`

export default defineConfig({
  title: 'device-flow',
  description: 'Device login (RFC 8628) as one statechart, for any screen',
  lang: 'en',
  head: [['link', { rel: 'icon', href: icon }]],

  // The site shows what the repository says, where it says it: the guides, the packages' own READMEs, the security policy.
  srcDir: root,
  srcExclude: ['!(SECURITY).md', '!(docs|packages)/**/*.md', 'packages/*/!(README).md', 'packages/*/*/**/*.md'],
  rewrites: {
    'docs/:page': ':page',
    'docs/providers/:page': 'providers/:page',
    'docs/api/:page(.*)': 'api/:page',
    'packages/:name/README.md': 'packages/:name.md',
    'SECURITY.md': 'security.md',
  },

  themeConfig: {
    logo: { src: icon, alt: '' },
    search: {
      provider: 'local',
      options: {
        // What explains comes before what lists, but who types the whole name of a symbol looks for its entry. With more than 0.5, entries
        // that begin with a plain word come before the guides that explain it.
        miniSearch: {
          searchOptions: {
            boostDocument: (page: string, word: string, { title = '' }: { title?: string } = {}) => {
              if (!page.includes('/api/')) return 1
              const isItsName = /[a-z][A-Z]/.test(title) && title.toLowerCase().replace('()', '') === word
              return isItsName ? 0.5 : 0.1
            },
          },
        },
      },
    },
    outline: [2, 3],
    nav: [
      { text: 'Guide', link: '/guide' },
      { text: 'API reference', link: '/api/index' },
    ],
    sidebar: [
      {
        text: 'Start with one file',
        items: [
          { text: 'Without a framework or a bundler', link: '/without-a-framework' },
          { text: 'React', link: '/react' },
          { text: 'Vue', link: '/vue' },
          { text: 'Svelte', link: '/svelte' },
          { text: 'Solid', link: '/solid' },
          { text: 'Angular', link: '/angular' },
          { text: 'Lit', link: '/lit' },
          { text: 'Node', link: '/node' },
          { text: 'Inside your own machine', link: '/inside-your-machine' },
        ],
      },
      {
        text: 'Sign in from any screen',
        items: [
          { text: 'Install, and name the server', link: '/guide' },
          { text: 'Show the login', link: '/show-the-login' },
          { text: 'Show the code', link: '/show-the-code' },
          { text: 'Stay signed in', link: '/stay-signed-in' },
          { text: 'Call an API, and sign out', link: '/call-an-api' },
          { text: 'Test your login', link: '/test-your-login' },
          { text: 'For everyone who looks at it', link: '/for-everyone' },
          { text: 'On a television', link: '/on-a-television' },
        ],
      },
      { text: 'Getting started with Auth0', link: '/getting-started-auth0' },
      { text: 'Providers', link: '/providers', collapsed: true, items: providerPages() },
      {
        text: 'Commands, and what they keep',
        items: [
          { text: 'A CLI in 40 lines', link: '/write-a-cli' },
          { text: 'Login for agents and scripts', link: '/agents-and-scripts' },
          { text: 'Several processes, several machines', link: '/several-processes' },
          { text: 'Where tokens live', link: '/where-tokens-live' },
        ],
      },
      { text: 'Watch it', link: '/watch-it' },
      { text: 'The playground', link: '/playground' },
      { text: 'Bring your own HTTP', link: '/your-own-http' },
      { text: 'Bind tokens to a key', link: '/dpop' },
      { text: 'CORS', link: '/cors' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
      { text: 'Error reference', link: '/errors' },
      {
        text: 'Understand it',
        items: [
          { text: 'When not to use this flow', link: '/when-not-to-use' },
          { text: 'The chart', link: '/chart' },
          { text: 'Behaviours, by number', link: '/behaviours' },
          { text: 'Security', link: '/security' },
        ],
      },
      { text: 'Packages', items: packagePages() },
      {
        text: 'API reference',
        link: '/api/index',
        collapsed: true,
        items: publishedEntries().map(({ name, page }) => ({ text: name, link: `/api/${page}` })),
      },
    ],
  },

  markdown: {
    anchor: { slugify: gitHubSlug },
    // The themes that are usual here are too pale for the grey that code stands on (WCAG 1.4.3).
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(md) {
      groupLabelledBlocks(md)
      linkPages(md, root, pageOf)
    },
  },
  vite: {
    plugins: [chartPicture()],
    // Vite would else look into each HTML file of the repository for what it has to prepare, and complain of the starts.
    optimizeDeps: { entries: ['docs/.vitepress/theme/index.ts'] },
  },
  transformPageData: ({ relativePath }) =>
    // The chart is as wide as it is; an outline beside it would make it too small to read.
    relativePath === 'chart.md' ? { frontmatter: { aside: false, pageClass: 'wide' } } : undefined,
})
