import { describe, expect, test } from 'vitest'
import { resourceOf } from '../../../src/sandbox/store/resources.ts'
import {
  fieldSelector,
  labelSelector,
  matchSelector,
  selectorText,
} from '../../../src/sandbox/store/selectors.ts'

const labels = { app: 'api', tier: 'front', 'example.com/team': 'shop' }

describe('label selectors', () => {
  test.each([
    ['', true],
    ['app=api', true],
    ['app==api,tier=front', true],
    ['app=web', false],
    ['app!=web', true],
    ['none!=web', true],
    ['app', true],
    ['!app', false],
    ['!none', true],
    ['tier in (back, front)', true],
    ['tier notin (back,front)', false],
    ['none notin (a)', true],
    ['example.com/team=shop,tier in (front),!none', true],
  ])('%s -> %s', (text, matches) => {
    expect(labelSelector(text)(labels)).toBe(matches)
  })

  test.each(['a===b', 'a in', 'a b', '=x', 'a in (b', '()'])('%s is refused', (text) => {
    expect(() => labelSelector(text)).toThrow('unable to parse requirement')
  })
})

describe('field selectors', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'shop', uid: '', resourceVersion: '', creationTimestamp: '' },
    spec: { nodeName: 'n1' },
    status: { phase: 'Running' },
  }

  test.each([
    ['metadata.name=p', true],
    ['spec.nodeName=n1,status.phase!=Pending', true],
    ['spec.nodeName!=n1', false],
    ['spec.nodeName=', false],
    ['status.podIP=', true],
  ])('%s -> %s', (text, matches) => {
    expect(fieldSelector(text, resourceOf('Pod'))(pod)).toBe(matches)
  })

  test('a node that says nothing is schedulable', () => {
    const node = { ...pod, kind: 'Node', spec: {} }
    expect(fieldSelector('spec.unschedulable=false', resourceOf('Node'))(node)).toBe(true)
  })

  test('fields that a kind does not index are refused', () => {
    expect(() => fieldSelector('spec.image=x', resourceOf('Pod'))).toThrow(
      'field label not supported: spec.image',
    )
  })
})

describe('selector objects', () => {
  test.each([
    [undefined, false],
    [{}, true],
    [{ matchLabels: { app: 'api' } }, true],
    [{ matchLabels: { app: 'web' } }, false],
    [{ matchExpressions: [{ key: 'tier', operator: 'In', values: ['front'] }] }, true],
    [{ matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front'] }] }, false],
    [{ matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true],
    [{ matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false],
  ])('%j -> %s', (selector, matches) => {
    expect(matchSelector(selector, labels)).toBe(matches)
  })

  test('as text', () => {
    const matchExpressions = [
      { key: 'tier', operator: 'In', values: ['a', 'b'] },
      { key: 'old', operator: 'DoesNotExist' },
    ]
    expect(selectorText({ matchLabels: { b: '2', a: '1' }, matchExpressions })).toBe(
      'a=1,b=2,tier in (a,b),!old',
    )
  })
})
