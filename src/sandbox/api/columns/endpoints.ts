import { digList, digNumber, digText } from '../../store/json.ts'
import { ageColumn, type Column, nameColumn, textColumn } from './column.ts'

export const endpointSliceColumns: readonly Column[] = [
  nameColumn,
  textColumn('AddressType', 'addressType', { none: '' }),
  { name: 'Ports', cell: (slice) => few(digList(slice, 'ports').map(portOf)) || '<unset>' },
  {
    name: 'Endpoints',
    cell: (slice) =>
      few(digList(slice, 'endpoints').flatMap((endpoint) => digList(endpoint, 'addresses'))) || '<unset>',
  },
  ageColumn,
]

export const endpointsColumns: readonly Column[] = [
  nameColumn,
  {
    name: 'Endpoints',
    cell: (object) => few(digList(object, 'subsets').flatMap(addressesOf)) || '<none>',
  },
  ageColumn,
]

const most = 3

const few = (all: readonly unknown[]): string =>
  `${all.slice(0, most).join(',')}${all.length > most ? ` + ${all.length - most} more...` : ''}`

const portOf = (port: unknown): string => String(digNumber(port, 'port') ?? digText(port, 'name') ?? '*')

function addressesOf(subset: unknown): readonly string[] {
  const addresses = digList(subset, 'addresses').map((address) => digText(address, 'ip') ?? '')
  const ports = digList(subset, 'ports')
  if (ports.length === 0) return addresses
  return ports.flatMap((port) => addresses.map((address) => `${address}:${digNumber(port, 'port')}`))
}
