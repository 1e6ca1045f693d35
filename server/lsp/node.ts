import { serve } from "./node-server.ts";

serve();
