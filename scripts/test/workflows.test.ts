import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
}

interface Workflow {
  permissions: unknown
  jobs: Record<string, { permissions?: Record<string, string>; 'timeout-minutes'?: number; steps: Step[] }>
}

const folder = fileURLToPath(new URL('../../.github/workflows/', import.meta.url))
const files = readdirSync(folder)

test('there are workflows for each change and for a release', () => {
  expect(files.toSorted()).toEqual(['ci.yml', 'release.yml'])
})

describe.each(files)('%s', (file) => {
  const text = readFileSync(folder + file, 'utf8')
  const { permissions, jobs } = parse(text) as Workflow
  const steps = Object.values(jobs).flatMap((job) => job.steps)

  test('may do nothing but what each job asks for, and no job writes to the repository', () => {
    expect(permissions).toEqual({})
    const asked = Object.values(jobs).map((job) => job.permissions)
    const allowed = file === 'release.yml' ? { contents: 'read', 'id-token': 'write' } : { contents: 'read' }
    for (const permission of asked) expect(permission).toEqual(allowed)
  })

  test('runs each action by its commit, with the version beside it: a tag can be moved', () => {
    const uses = text.split('\n').filter((line) => line.includes('uses:'))
    expect(uses.length).toBeGreaterThan(0)
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('leaves no credentials in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ 'persist-credentials': false })
  })

  test('ends when it hangs, and runs nothing that a stranger has written', () => {
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThan(60)
    for (const { run } of steps) expect(run ?? '').not.toMatch(/\$\{\{ *(?:github|inputs)\./)
  })
})
