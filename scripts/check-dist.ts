// `npm run check:dist`: the sizes of what dist/ ships, and whether it is fit to ship.
import { checkDist } from './lib/check-dist.js';

const complaints = await checkDist();
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
