import { render } from '@testing-library/react'
import ELK from 'elkjs/lib/elk.bundled.js'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChartPicture } from '../src/page/chart/chart-picture.tsx'
import { layOut } from '../src/page/chart/layout.ts'
import { lightsOf } from '../src/page/chart/lights.ts'
import { pictureOf } from '../src/page/chart/picture.ts'
import { readDefinition } from '../src/page/chart/read-definition.ts'
import { StateList } from '../src/page/chart/state-list.tsx'
import { strange, word } from './support/any-json.ts'

test('a chart out of anything is drawn, or listed with the reason why it is not', async () => {
  const node = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.record(
      {
        key: word,
        id: fc.constantFrom('m', 'm.a', 'm.b', ''),
        type: word,
        description: strange,
        initial: fc.record({ target: fc.array(fc.constantFrom('#m', '#m.a', '#nowhere')) }, { requiredKeys: [] }),
        invoke: strange,
        tags: strange,
        states: fc.dictionary(
          fc.constantFrom('a', 'b', '', '__proto__', 'a.b'),
          fc.oneof({ depthSize: 'small' }, strange, tie('node')),
          { maxKeys: 3 },
        ),
        transitions: fc.array(
          fc.record(
            {
              eventType: word,
              target: fc.array(fc.constantFrom('#m', '#m.a', '#m.b', '#nowhere')),
              guard: strange,
              actions: strange,
            },
            { requiredKeys: [] },
          ),
          { maxLength: 4 },
        ),
      },
      { requiredKeys: ['states'] },
    ),
  })).node
  await fc.assert(
    fc.asyncProperty(node, strange, async (drawn, value) => {
      const chart = readDefinition(JSON.parse(JSON.stringify(drawn)))
      const layout = await layOut(pictureOf(chart), new ELK()).catch(() => undefined)
      const lights = lightsOf(JSON.parse(JSON.stringify(value)), new Map(), [])
      const draw = (): void => {
        if (layout) render(<ChartPicture {...{ chart, layout, lights }} onPoint={() => {}} />).unmount()
        else render(<StateList {...{ chart, lights }} problem="" />).unmount()
      }
      expect(draw).not.toThrow()
    }),
    { numRuns: 40 },
  )
}, 120_000)
