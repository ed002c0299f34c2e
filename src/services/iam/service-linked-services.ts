// The services that link roles to themselves: what their role is called, and the policy AWS attaches to it.

export interface LinkedService {
  /** `AWSServiceRoleForBatch` */
  readonly role: string;
  readonly policyArn: string;
  /** Whether an account may have several of them, told apart by a suffix. */
  readonly suffixed: boolean;
}

/** Principal before `.amazonaws.com`, role behind `AWSServiceRoleFor`, policy: recorded of AWS. */
const RECORDED = `
  accountdiscovery.ssm AmazonSSM_AccountDiscovery AWSSystemsManagerAccountDiscoveryServicePolicy
  acm CertificateManager CertificateManagerServiceRolePolicy
  appmesh AppMesh AWSAppMeshServiceRolePolicy
  autoscaling AutoScaling AutoScalingServiceRolePolicy
  autoscaling-plans AutoScalingPlans_EC2AutoScaling AWSAutoScalingPlansEC2AutoScalingPolicy
  backup Backup AWSBackupServiceLinkedRolePolicyForBackup
  batch Batch BatchServiceRolePolicy
  cassandra.application-autoscaling ApplicationAutoScaling_CassandraTable AWSApplicationAutoscalingCassandraTablePolicy
  cks.kms KeyManagementServiceCustomKeyStores AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy
  cloudtrail CloudTrail CloudTrailServiceRolePolicy
  codestar-notifications CodeStarNotifications AWSCodeStarNotificationsServiceRolePolicy
  config Config AWSConfigServiceRolePolicy
  connect AmazonConnect AmazonConnectServiceLinkedRolePolicy
  dms DMSServerless AWSDMSServerlessServiceRolePolicy
  dms-fleet-advisor DMSFleetAdvisor AWSDMSFleetAdvisorServiceRolePolicy
  docdb-elastic DocDB-Elastic AmazonDocDB-ElasticServiceRolePolicy
  ec2-instance-connect Ec2InstanceConnect Ec2InstanceConnectEndpoint
  ec2.application-autoscaling ApplicationAutoScaling_EC2SpotFleetRequest AWSApplicationAutoscalingEC2SpotFleetRequestPolicy
  ecr ECRTemplate ECRTemplateServiceRolePolicy
  ecs ECS AmazonECSServiceRolePolicy
  eks AmazonEKS AmazonEKSServiceRolePolicy
  eks-connector AmazonEKSConnector AmazonEKSConnectorServiceRolePolicy
  eks-fargate AmazonEKSForFargate AmazonEKSForFargateServiceRolePolicy
  eks-nodegroup AmazonEKSNodegroup AWSServiceRoleForAmazonEKSNodegroup
  elasticache ElastiCache ElastiCacheServiceRolePolicy
  elasticbeanstalk ElasticBeanstalk AWSElasticBeanstalkServiceRolePolicy
  elasticfilesystem AmazonElasticFileSystem AmazonElasticFileSystemServiceRolePolicy
  elasticloadbalancing ElasticLoadBalancing AWSElasticLoadBalancingServiceRolePolicy
  email.cognito-idp AmazonCognitoIdpEmailService AmazonCognitoIdpEmailServiceRolePolicy
  emr-containers AmazonEMRContainers AmazonEMRContainersServiceRolePolicy
  emrwal EMRWAL EMRDescribeClusterPolicyForEMRWAL
  fis FIS AmazonFISServiceRolePolicy
  grafana AmazonGrafana AmazonGrafanaServiceLinkedRolePolicy
  imagebuilder ImageBuilder AWSServiceRoleForImageBuilder
  iotmanagedintegrations IoTManagedIntegrations AWSIoTManagedIntegrationsRolePolicy
  kafka Kafka KafkaServiceRolePolicy
  kafkaconnect KafkaConnect KafkaConnectServiceRolePolicy
  lakeformation LakeFormationDataAccess LakeFormationDataAccessServiceRolePolicy
  lex LexBots AmazonLexBotPolicy
  lexv2 LexV2Bots AmazonLexV2BotPolicy
  lightsail Lightsail LightsailExportAccess
  m2 AWSM2 AWSM2ServicePolicy
  memorydb MemoryDB MemoryDBServiceRolePolicy
  mq AmazonMQ AmazonMQServiceRolePolicy
  mrk.kms KeyManagementServiceMultiRegionKeys AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy
  notifications AwsUserNotifications AWSUserNotificationsServiceLinkedRolePolicy
  observability.aoss AmazonOpenSearchServerless AmazonOpenSearchServerlessServiceRolePolicy
  opensearchservice AmazonOpenSearchService AmazonOpenSearchServiceRolePolicy
  ops.apigateway APIGateway APIGatewayServiceRolePolicy
  ops.emr-serverless AmazonEMRServerless AmazonEMRServerlessServiceRolePolicy
  opsdatasync.ssm SystemsManagerOpsDataSync AWSSystemsManagerOpsDataSyncServiceRolePolicy
  opsinsights.ssm AmazonSSM_OpsInsights AWSSSMOpsInsightsServiceRolePolicy
  pullthroughcache.ecr ECRPullThroughCache AWSECRPullThroughCache_ServiceRolePolicy
  ram ResourceAccessManager AWSResourceAccessManagerServiceRolePolicy
  rds RDS AmazonRDSServiceRolePolicy
  redshift Redshift AmazonRedshiftServiceLinkedRolePolicy
  replication.cassandra KeyspacesReplication KeyspacesReplicationServiceRolePolicy
  replication.ecr ECRReplication ECRReplicationServiceRolePolicy
  repository.sync.codeconnections GitSync AWSGitSyncServiceRolePolicy
  resource-explorer-2 ResourceExplorer AWSResourceExplorerServiceRolePolicy
  rolesanywhere RolesAnywhere AWSRolesAnywhereServicePolicy
  s3-outposts S3OnOutposts AWSS3OnOutpostsServiceRolePolicy
  ses AmazonSES AmazonSESServiceRolePolicy
  shield AWSShield AWSShieldServiceRolePolicy
  ssm AmazonSSM AmazonSSMServiceRolePolicy
  ssm-incidents IncidentManager AWSIncidentManagerServiceRolePolicy
  ssm-quicksetup SSMQuickSetup SSMQuickSetupRolePolicy
  sso SSO AWSSSOServiceRolePolicy
  vpcorigin.cloudfront CloudFrontVPCOrigin AWSCloudFrontVPCOriginServiceRolePolicy
  waf WAFLogging WAFLoggingServiceRolePolicy
  wafv2 WAFV2Logging WAFV2LoggingServiceRolePolicy
`;

/** The same, as AWS's managed policies and the services' guides name them. */
const DOCUMENTED = `
  access-analyzer AccessAnalyzer AccessAnalyzerServiceRolePolicy
  airflow AmazonMWAA AmazonMWAAServiceRolePolicy
  apidestinations.events AmazonEventBridgeApiDestinations AmazonEventBridgeApiDestinationsServiceRolePolicy
  application-insights ApplicationInsights CloudwatchApplicationInsightsServiceLinkedRolePolicy
  application-signals.cloudwatch CloudWatchApplicationSignals CloudWatchApplicationSignalsServiceRolePolicy
  apprunner AppRunner AppRunnerServiceRolePolicy
  appstream.application-autoscaling ApplicationAutoScaling_AppStreamFleet AWSApplicationAutoscalingAppStreamFleetPolicy
  appsync AppSync AWSAppSyncServiceRolePolicy
  artifact Artifact AWSArtifactServiceRolePolicy
  auditmanager AuditManager AWSAuditManagerServiceRolePolicy
  braket AmazonBraket AmazonBraketServiceRolePolicy
  chime AmazonChime AmazonChimeServiceRolePolicy
  cloud9 AWSCloud9 AWSCloud9ServiceRolePolicy
  codeguru-reviewer AmazonCodeGuruReviewer AmazonCodeGuruReviewerServiceRolePolicy
  cognito-idp AmazonCognitoIdp AmazonCognitoIdpServiceRolePolicy
  comprehend.application-autoscaling ApplicationAutoScaling_ComprehendEndpoint AWSApplicationAutoscalingComprehendEndpointPolicy
  compute-optimizer ComputeOptimizer ComputeOptimizerServiceRolePolicy
  config-conforms ConfigConforms ConfigConformsServiceRolePolicy
  config-multiaccountsetup ConfigMultiAccountSetup AWSConfigMultiAccountSetupPolicy
  contributorinsights.dynamodb DynamoDBCloudWatchContributorInsights DynamoDBCloudWatchContributorInsightsServiceRolePolicy
  cost-optimization-hub.bcm CostOptimizationHub CostOptimizationHubServiceRolePolicy
  custom-resource.application-autoscaling ApplicationAutoScaling_CustomResource AWSApplicationAutoScalingCustomResourcePolicy
  datasync DataSync AWSDataSyncServiceRolePolicy
  dax DAX DAXServiceRolePolicy
  delivery.logs LogDelivery AWSServiceRoleForLogDeliveryPolicy
  devops-guru DevOpsGuru AmazonDevOpsGuruServiceRolePolicy
  dynamodb.application-autoscaling ApplicationAutoScaling_DynamoDBTable AWSApplicationAutoscalingDynamoDBTablePolicy
  ec2fastlaunch EC2FastLaunch EC2FastLaunchServiceRolePolicy
  ec2fleet EC2Fleet AWSEC2FleetServiceRolePolicy
  ecs.application-autoscaling ApplicationAutoScaling_ECSService AWSApplicationAutoscalingECSServicePolicy
  elasticache.application-autoscaling ApplicationAutoScaling_ElastiCacheRG AWSApplicationAutoscalingElastiCacheRGPolicy
  elasticmapreduce EMRCleanup AmazonEMRCleanupPolicy
  es AmazonElasticsearchService AmazonElasticsearchServiceRolePolicy
  events CloudWatchEvents CloudWatchEventsServiceRolePolicy
  events.workmail AmazonWorkMailEvents AmazonWorkMailEventsServiceRolePolicy
  fms FMS FMSServiceRolePolicy
  fsx AmazonFSx AmazonFSxServiceRolePolicy
  globalaccelerator GlobalAccelerator AWSGlobalAcceleratorSLRPolicy
  guardduty AmazonGuardDuty AmazonGuardDutyServiceRolePolicy
  inspector AmazonInspector AmazonInspectorServiceRolePolicy
  inspector2 AmazonInspector2 AmazonInspector2ServiceRolePolicy
  internetmonitor InternetMonitor CloudWatchInternetMonitorServiceRolePolicy
  iotsitewise IoTSiteWise AWSServiceRoleForIoTSiteWise
  ipam IPAM AWSIPAMServiceRolePolicy
  kafka.application-autoscaling ApplicationAutoScaling_KafkaCluster AWSApplicationAutoscalingKafkaClusterPolicy
  kinesisreplication.dynamodb DynamoDBKinesisDataStreamsReplication DynamoDBKinesisReplicationServiceRolePolicy
  lambda Lambda AWSLambdaServiceRolePolicy
  lambda.application-autoscaling ApplicationAutoScaling_LambdaConcurrency AWSApplicationAutoscalingLambdaConcurrencyPolicy
  logger.cloudfront CloudFrontLogger AWSCloudFrontLogger
  macie AmazonMacie AmazonMacieServiceRolePolicy
  malware-protection.guardduty AmazonGuardDutyMalwareProtection AmazonGuardDutyMalwareProtectionServiceRolePolicy
  management.chatbot AWSChatbot AWSChatbotServiceLinkedRolePolicy
  member.org.stacksets.cloudformation CloudFormationStackSetsOrgMember CloudFormationStackSetsOrgMemberServiceRolePolicy
  neptune-graph NeptuneGraph AWSServiceRoleForNeptuneGraphPolicy
  neptune.application-autoscaling ApplicationAutoScaling_NeptuneCluster AWSApplicationAutoscalingNeptuneClusterPolicy
  network-firewall NetworkFirewall AWSNetworkFirewallServiceRolePolicy
  networking.apprunner AppRunnerNetworking AppRunnerNetworkingServiceRolePolicy
  ops.athena AmazonAthena AmazonAthenaServiceRolePolicy
  organizations Organizations AWSOrganizationsServiceTrustPolicy
  osis AmazonOpenSearchIngestionService AmazonOpenSearchIngestionServiceRolePolicy
  rds.application-autoscaling ApplicationAutoScaling_RDSCluster AWSApplicationAutoscalingRDSClusterPolicy
  remediation.config ConfigRemediation AWSConfigRemediationServiceRolePolicy
  replication.dynamodb DynamoDBReplication DynamoDBReplicationServiceRolePolicy
  replicator.lambda LambdaReplicator AWSLambdaReplicator
  reporting.trustedadvisor TrustedAdvisorReporting AWSTrustedAdvisorReportingServiceRolePolicy
  route53resolver Route53Resolver Route53ResolverServiceRolePolicy
  rum RealUserMonitoring AmazonCloudWatchRUMServiceRolePolicy
  sagemaker AmazonSageMakerNotebooks AmazonSageMakerNotebooksServiceRolePolicy
  sagemaker.application-autoscaling ApplicationAutoScaling_SageMakerEndpoint AWSApplicationAutoscalingSageMakerEndpointPolicy
  schemas Schemas AmazonEventBridgeSchemasServiceRolePolicy
  securityhub SecurityHub AWSSecurityHubServiceRolePolicy
  securitylake SecurityLake SecurityLakeServiceLinkedRole
  servicequotas ServiceQuotas ServiceQuotasServiceRolePolicy
  spot EC2Spot AWSEC2SpotServiceRolePolicy
  spotfleet EC2SpotFleet AWSEC2SpotFleetServiceRolePolicy
  ssm-sap AWSSSMForSAP AWSSSMForSAPServiceLinkedRolePolicy
  stacksets.cloudformation CloudFormationStackSetsOrgAdmin CloudFormationStackSetsOrgAdminServiceRolePolicy
  storage-lens.s3 S3StorageLens S3StorageLensServiceRolePolicy
  support Support AWSSupportServiceRolePolicy
  timestream-influxdb TimestreamInfluxDB AmazonTimestreamInfluxDBServiceRolePolicy
  transitgateway VPCTransitGateway AWSVPCTransitGatewayServiceRolePolicy
  trustedadvisor TrustedAdvisor AWSTrustedAdvisorServiceRolePolicy
  vpc-lattice VpcLattice AWSVpcLatticeServiceRolePolicy
`;

/** Recorded: every other service that was asked refuses a suffix. */
const SUFFIXED = new Set(['autoscaling', 'connect', 'lexv2']);

let services: ReadonlyMap<string, LinkedService> | undefined;

function read(): ReadonlyMap<string, LinkedService> {
  const rows = (RECORDED + DOCUMENTED).split('\n').filter((row) => row !== '');
  return new Map(
    rows.map((row): [string, LinkedService] => {
      const [service = '', role, policy] = row.trim().split(' ');
      return [
        `${service}.amazonaws.com`,
        {
          role: `AWSServiceRoleFor${role}`,
          policyArn: `arn:aws:iam::aws:policy/aws-service-role/${policy}`,
          suffixed: SUFFIXED.has(service),
        },
      ];
    }),
  );
}

/** @param principal `batch.amazonaws.com`; principals are case-sensitive. */
export function findLinkedService(principal: string): LinkedService | undefined {
  services ??= read();
  return services.get(principal);
}
