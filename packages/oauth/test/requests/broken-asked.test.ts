import { Secret } from '@device-flow/machine'
import { granted } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect } from '../support.ts'

describe('a login whose kept request is broken is gone on with, as one of which nothing is known', () => {
  test.each<[string, unknown]>([
    ['that is no JSON', new Secret('garbage')],
    ['that is no object', new Secret('null')],
    ['that is a list', new Secret('[]')],
    ['with a scope that is no text', new Secret('{"scope":5}')],
    ['with parameters that are none', new Secret('{"parameters":null}')],
    ['with a broken part of parameters', new Secret('{"parameters":"x"}')],
    ['as JSON prints a secret', '[secret]'],
    ['as a structured clone of a secret', structuredClone(new Secret('{}'))],
    ['that is null', null],
  ])('one %s', async (_, asked) => {
    const client = await connect({ server: { script: { token: [granted()] } } })
    const { deviceCode, ...rest } = await client.request()
    // Another process goes on with it, which has the code only by what is kept.
    const taken = { ...rest, deviceCode: new Secret(deviceCode.reveal()), asked: asked as Secret }
    expect(await client.services.pollToken(taken, call)).toMatchObject({ type: 'granted' })
  })
})
