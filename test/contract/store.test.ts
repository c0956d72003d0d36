import { openStore } from '../../src/store/store.ts'
import { freshFile } from '../support/files.ts'
import { storeContract } from './store.contract.ts'

storeContract('SQLite in memory', () => openStore({ file: ':memory:' }))
storeContract('SQLite in a file', () => openStore({ file: freshFile('state.db') }))
