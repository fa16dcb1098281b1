import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readNewArguments } from '../new-arguments.mjs'

const from = import.meta.dirname
const read = (...argv: string[]) => readNewArguments(argv, { starts: ['react', 'vue'], from })

test('npm run new takes a start, and the folder from where the person is', () => {
  expect(read('react', 'my-app')).toEqual({ start: 'react', folder: join(from, 'my-app'), name: 'my-app' })
  expect(read('vue', '../../../shop')).toMatchObject({ folder: join(from, '../../../shop'), name: 'shop' })
  expect(read('--help')).toMatchObject({ help: expect.stringContaining('react, vue') })
})

test.each([
  [[], 'npm run new -- START FOLDER'],
  [['react'], 'npm run new -- START FOLDER'],
  [['react', 'my-app', 'more'], 'npm run new -- START FOLDER'],
  [['reakt', 'my-app'], 'There is no start "reakt"; did you mean react?'],
  [['ember', 'my-app'], 'There is no start "ember": npm run new -- START FOLDER, where START is one of react, vue.'],
  [['react', 'My App'], 'and not "My App"'],
  [['react', '.hidden'], 'and not ".hidden"'],
  [['react', '.'], 'is there already, and nothing in it is touched'],
])('npm run new says in one line what is wrong with %j', (argv, words) => {
  const { problem } = read(...argv) as { problem: string }
  expect(problem).toContain(words)
  expect(problem.match(/\n/g)).toHaveLength(1)
})
