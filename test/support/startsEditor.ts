/** Opens an editor and never ends, for the test that kills this process: `startsEditor.ts`. Prints the run's folder. */
import { createEditorWorkspace } from './editorWorkspace.ts';
import { openEditor } from './workbench.ts';

const workspace = createEditorWorkspace();
const { workbench } = await openEditor(workspace);
await workbench.status.waitFor();
process.stdout.write(`${JSON.stringify({ base: workspace.base })}\n`);
setInterval(() => {}, 1000);
