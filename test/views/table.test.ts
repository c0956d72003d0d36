import { expect, test } from 'vitest'
import { textTable } from '../../src/views/table.ts'

const columns = [{ name: 'Name' }, { name: 'Ready' }, { name: 'Node', priority: 1 }]

test('columns are aligned as kubectl aligns them', () => {
  expect(
    textTable(
      columns,
      [
        ['api-7d9f', '1/1', 'n1'],
        ['web', '0/1', 'n2'],
      ],
      { wide: false },
    ),
  ).toEqual(['NAME       READY', 'api-7d9f   1/1', 'web        0/1'])
})

test('wide shows the rest, and an empty cell is empty', () => {
  expect(textTable(columns, [['api', '1/1', '']], { wide: true })).toEqual([
    'NAME   READY   NODE',
    'api    1/1',
  ])
})

test('columns may be given by name alone', () => {
  expect(textTable(['a', 'b'], [['x', '']])).toEqual(['A   B', 'x'])
})

test('a cell cannot break the table', () => {
  expect(textTable([{ name: 'a' }, { name: 'b' }], [['x\ny\u001b[31m', 'z']], { wide: false })).toEqual([
    'A     B',
    'x y   z',
  ])
})

test('wide letters count twice and marks not at all', () => {
  expect(
    textTable(
      [{ name: 'a' }, { name: 'b' }],
      [
        ['日本', '1'],
        ['e\u0301', '2'],
      ],
      { wide: false },
    ),
  ).toEqual(['A      B', '日本   1', 'e\u0301      2'])
})
