import { defineRead } from '../bot/define.ts'
import { getView } from '../views/get.ts'
import { aimOfGet, getArgs } from './get/aim.ts'
import { readWanted } from './get/read.ts'

/** Shows objects of any kind, with the columns that kubectl shows. */
export const get = defineRead({
  name: 'get',
  summary: 'List objects of any kind, or show the named ones',
  usage: 'get TYPE [NAME...] | TYPE/NAME... [-n NAMESPACE | -A] [-l SELECTOR] [-o wide|yaml|json|name]',
  examples: [
    'get pods',
    'get po -n shop -l app=api -o wide | grep -v Running',
    'get deploy api -o yaml',
    'get deploy,svc -n shop',
    'get nodes',
  ],
  details:
    'Any kind that the cluster knows, custom ones too, by its name, its short name or name.group. Secrets are listed, never opened.',
  flags: ['namespace', 'all-namespaces', 'selector', 'field-selector', 'output', 'limit'],
  words: ['type', '...names'],
  permission: 'objects:read',
  risk: 'read',
  args: getArgs,
  target: aimOfGet,
  read: readWanted,
  view: (got, aim) => getView(got, aim),
})
