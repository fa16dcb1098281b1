import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { allProviders } from '@device-flow/oauth/profiles'
import { expect, test } from 'vitest'
import { root } from '../.vitepress/pages.ts'
import { providerPage } from '../.vitepress/provider-pages/provider-page.ts'
import { providersPage } from '../.vitepress/provider-pages/providers-page.ts'

const profiles = allProviders.map(({ profile }) => profile)

// `npm run providers` writes the files: it runs these tests, and has them update what they compare with.
test('docs/providers.md says what the profiles say today (otherwise: npm run providers)', async () => {
  await expect(providersPage(profiles)).toMatchFileSnapshot('../providers.md')
})

test.each(profiles)('so does docs/providers/$name.md', async (profile) => {
  await expect(providerPage(profile)).toMatchFileSnapshot(`../providers/${profile.name}.md`)
})

test('there is no page of a provider that is gone', () => {
  expect(readdirSync(join(root, 'docs/providers'))).toEqual(profiles.map(({ name }) => `${name}.md`))
})
