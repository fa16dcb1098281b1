// @vitest-environment node
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { FAMILY_MARK } from '../src/family.ts'

test.each([
  'apps/tv/public/icon.svg',
  'apps/kiosk/public/icon.svg',
  'apps/auth-server/src/pages/marks.ts',
  'packages/viewer/src/page/public/icon.svg',
  'packages/viewer/src/page/header.tsx',
])('%s draws the mark of the family', async (file) => {
  expect(await readFile(new URL(`../../../${file}`, import.meta.url), 'utf8')).toContain(FAMILY_MARK)
})
